/** Floor 4. Knows the order of the stations. */
@NullMarked
package io.loadstar.pipeline;

import org.jspecify.annotations.NullMarked;
