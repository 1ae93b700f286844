/** Floor 3. Station: where records that break a rule are kept, whole. */
@NullMarked
package io.loadstar.quarantine;

import org.jspecify.annotations.NullMarked;
