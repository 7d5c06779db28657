/** Float64Array of the numbers given. */
export const floats = (...values: number[]): Float64Array => Float64Array.from(values);

/** Int32Array of the numbers given. */
export const ints = (...values: number[]): Int32Array => Int32Array.from(values);
