/**
 * Floor 3. Station: Spark's physical plans, with the reason of each shuffle, broadcast and sort.
 */
package io.loadstar.explain;
