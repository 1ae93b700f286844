/** Floor 1. Records and enums of the star and the run. No Spark, no JDBC. */
package io.loadstar.model;
