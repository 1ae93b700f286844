/** Floor 3. Station: from the spec to the warehouse's SQL. */
package io.loadstar.generate;
