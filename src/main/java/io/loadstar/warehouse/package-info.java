/** Floor 2. The warehouse as every engine offers it: connections, locks, catalogue, migrations. */
package io.loadstar.warehouse;
