/** Floor 3. Station: from the spec to the warehouse's SQL. */
@NullMarked
package io.loadstar.generate;

import org.jspecify.annotations.NullMarked;
