package io.loadstar.model.run;

import java.util.List;

/**
 * One operation of Spark's and its physical plan.
 *
 * @param owner source or table that it is for
 * @param operation what it does
 * @param plan the plan's nodes, a line each, with causes and sizes
 * @param advice what would make it better, empty if nothing would
 */
public record OperationPlan(String owner, String operation, List<String> plan, String advice) {}
