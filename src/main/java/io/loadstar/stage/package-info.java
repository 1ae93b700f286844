/** Floor 3. Station: rows into staging tables by COPY. */
package io.loadstar.stage;
