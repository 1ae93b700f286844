/** Floor 3. What a cluster needs for an input, computed from what loads were measured to cost. */
@org.jspecify.annotations.NullMarked
package io.loadstar.sizing;
