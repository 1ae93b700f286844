/**
 * Floor 3. Station: all that judges a record, by itself, among its like, and by what it refers to.
 */
package io.loadstar.validate;
