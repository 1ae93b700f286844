/** Floor 2. Connections, dialects, the embedded Postgres and Flyway. */
package io.loadstar.warehouse;
