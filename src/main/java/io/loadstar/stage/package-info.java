/** Floor 3. Station: rows into staging tables. */
package io.loadstar.stage;
