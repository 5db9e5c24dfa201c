/**
 * Series drawn from wide priors over what real streams look like, so that a universal forecaster
 * can be trained on them alone and nothing that it is judged on leaks in.
 *
 * <p>{@link io.undercurrent.lab.synthetic.SyntheticSeries} composes one series: a process is laid
 * on a regular grid (level, seasons, noise, in units of their own standard deviation), warped,
 * scaled, read at the rows that the sampling keeps, and then damaged as sensors damage it. Each
 * ingredient is a class that draws its own parameters. The same numbers come out on every machine
 * and JDK: only {@link java.util.Random}'s specified generators, {@code + - * /}, square roots and
 * {@link StrictMath} are used. No data set was looked at for the priors.
 */
package io.undercurrent.lab.synthetic;
