package io.loadstar.model;

import java.io.Serializable;

/**
 * Where a field of fixed width stands in its line.
 *
 * @param first number of its first character, from 1
 * @param last number of its last character
 */
public record FieldPosition(int first, int last) implements Serializable {}
