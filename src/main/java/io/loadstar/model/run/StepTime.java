package io.loadstar.model.run;

/** How long a station took. */
public record StepTime(String step, long milliseconds) {}
