/**
 * Floor 2. What every station needs of Spark: the session, types, and the only definition of keys.
 */
@NullMarked
package io.loadstar.spark;

import org.jspecify.annotations.NullMarked;
