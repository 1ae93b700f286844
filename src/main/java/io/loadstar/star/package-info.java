/** Floor 3. Station: valid rows into dimensions and facts. */
@NullMarked
package io.loadstar.star;

import org.jspecify.annotations.NullMarked;
