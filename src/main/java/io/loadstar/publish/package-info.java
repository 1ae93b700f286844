/** Floor 3. Station: what was staged into the star, in one transaction. */
@NullMarked
package io.loadstar.publish;

import org.jspecify.annotations.NullMarked;
