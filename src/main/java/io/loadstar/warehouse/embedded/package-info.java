/** Floor 2. A Postgres of the project's own, for those who have no server. */
@NullMarked
package io.loadstar.warehouse.embedded;

import org.jspecify.annotations.NullMarked;
