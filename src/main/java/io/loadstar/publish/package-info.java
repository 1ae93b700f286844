/** Floor 3. Station: what was staged into the star, in one transaction. */
package io.loadstar.publish;
