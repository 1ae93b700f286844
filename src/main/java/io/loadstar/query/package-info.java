/** Floor 3. Station: asks the warehouse, for people. */
@NullMarked
package io.loadstar.query;

import org.jspecify.annotations.NullMarked;
