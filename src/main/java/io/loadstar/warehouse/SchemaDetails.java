package io.loadstar.warehouse;

import java.util.Map;
import java.util.Set;

/**
 * What an area's schemas hold besides the columns of its tables.
 *
 * @param foreignKeys definition by table and name, {@code fact_quiz.fact_quiz_student_key_fk}
 * @param indexes definition by name
 * @param workTables columns and types of each table that publishing fills anew, by name
 * @param procedures with the types of their arguments, {@code edtech_staging.prune_dim_student()}
 */
public record SchemaDetails(
    Map<String, String> foreignKeys,
    Map<String, String> indexes,
    Map<String, String> workTables,
    Set<String> procedures) {}
