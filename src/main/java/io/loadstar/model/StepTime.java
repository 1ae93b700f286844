package io.loadstar.model;

/** How long a station took. */
public record StepTime(String step, long milliseconds) {}
