/** Floor 2. What is true of Postgres alone. */
package io.loadstar.warehouse.postgres;
