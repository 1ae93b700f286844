/** Floor 3. Station: staging into the star, in one transaction. */
package io.loadstar.merge;
