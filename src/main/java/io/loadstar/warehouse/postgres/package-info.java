/** Floor 2. What is true of Postgres alone. */
@NullMarked
package io.loadstar.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
