package io.loadstar.model;

import java.util.List;
import java.util.Optional;

/**
 * How a warehouse keeps a table's rows. Nothing of it changes what a query answers.
 *
 * @param distribution where Redshift keeps rows, if the spec says so
 * @param sort columns that Redshift keeps rows in the order of; empty where the star decides
 * @param isMonthly whether Postgres keeps each month of a fact in a partition
 * @param isIndexed whether Postgres finds rows of a fact by its grain
 */
public record LayoutSpec(
    Optional<Distribution> distribution, List<String> sort, boolean isMonthly, boolean isIndexed) {}
