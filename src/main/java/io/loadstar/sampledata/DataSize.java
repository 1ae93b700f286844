package io.loadstar.sampledata;

import java.time.LocalDate;

/**
 * How much data is made up.
 *
 * @param users how many users there are
 * @param days how many days, from the first on
 * @param rows rows a day
 * @param skew share of the rows that one user has, from 0 to 1; the others follow Zipf's law
 * @param seed equal seeds make equal data; a day does not depend on how many others are made
 * @param files files a day
 */
public record DataSize(
    long users, LocalDate first, int days, long rows, double skew, long seed, int files) {}
