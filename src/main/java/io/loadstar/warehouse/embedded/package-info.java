/** Floor 2. A Postgres of the project's own, for those who have no server. */
package io.loadstar.warehouse.embedded;
