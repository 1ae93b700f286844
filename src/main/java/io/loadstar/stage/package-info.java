/** Floor 3. Station: rows into staging tables. */
@NullMarked
package io.loadstar.stage;

import org.jspecify.annotations.NullMarked;
