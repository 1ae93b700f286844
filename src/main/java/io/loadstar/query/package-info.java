/** Floor 3. Station: asks the warehouse, for people. */
package io.loadstar.query;
