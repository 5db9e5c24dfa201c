/**
 * Code that commands of all modules share: how the program finds them, their console, one clear
 * message for a refusal, files, brokers.
 */
package io.undercurrent.command;
