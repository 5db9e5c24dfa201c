/** Export and import of key states from and to the changelog of an application. */
package io.undercurrent.streams.state;
