/** Floor 2. The warehouse as every engine offers it: connections, locks, catalogue, migrations. */
@NullMarked
package io.loadstar.warehouse;

import org.jspecify.annotations.NullMarked;
