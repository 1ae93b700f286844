/** Floor 3. Station: what the warehouse already holds, as later stations ask for it. */
@NullMarked
package io.loadstar.lookup;

import org.jspecify.annotations.NullMarked;
