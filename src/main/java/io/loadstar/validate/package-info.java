/**
 * Floor 3. Station: all that judges a record, by itself, among its like, and by what it refers to.
 */
@NullMarked
package io.loadstar.validate;

import org.jspecify.annotations.NullMarked;
