package io.loadstar.model.run;

/** How many records of a source broke a rule. */
public record RuleCount(String source, String rule, String column, String severity, long records) {}
