/**
 * Floor 2. What every station needs of Spark: the session, types, and the only definition of keys.
 */
package io.loadstar.spark;
