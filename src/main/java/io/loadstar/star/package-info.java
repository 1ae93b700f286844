/** Floor 3. Station: valid rows into dimensions and facts. */
package io.loadstar.star;
