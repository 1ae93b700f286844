/** Floor 3. Station: what the warehouse already holds, as later stations ask for it. */
package io.loadstar.lookup;
