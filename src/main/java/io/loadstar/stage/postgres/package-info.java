/** Floor 3. Station stage, for Postgres: COPY from every Spark partition. */
package io.loadstar.stage.postgres;
