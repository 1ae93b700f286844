/** Floor 3. Station stage, for Postgres: COPY from every Spark partition. */
@NullMarked
package io.loadstar.stage.postgres;

import org.jspecify.annotations.NullMarked;
