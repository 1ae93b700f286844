/**
 * Floor 3. Station: Spark's physical plans, with the reason of each shuffle, broadcast and sort.
 */
@NullMarked
package io.loadstar.explain;

import org.jspecify.annotations.NullMarked;
