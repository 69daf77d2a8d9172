/** Fast Fourier transform of one power-of-two size, in place on separate real and imaginary parts. */
export class Fft {
  readonly size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #reversed: Uint32Array;

  constructor(size: number) {
    this.size = size;
    this.#cos = Float64Array.from({ length: size / 2 }, (_, index) => Math.cos((2 * Math.PI * index) / size));
    this.#sin = Float64Array.from({ length: size / 2 }, (_, index) => Math.sin((2 * Math.PI * index) / size));
    this.#reversed = new Uint32Array(size);
    for (let index = 1; index < size; index++) {
      this.#reversed[index] = ((this.#reversed[index >> 1] ?? 0) >> 1) | (index & 1 ? size >> 1 : 0);
    }
  }

  /** Time to frequency. */
  forward(real: Float64Array, imaginary: Float64Array): void {
    this.#swap(real, imaginary);
    for (let half = 1; half < this.size; half *= 2) this.#butterflies(real, imaginary, half);
  }

  /** Frequency to time, including the division by the size. */
  inverse(real: Float64Array, imaginary: Float64Array): void {
    // The transform with its parts exchanged is the inverse.
    this.forward(imaginary, real);
    for (let index = 0; index < this.size; index++) {
      real[index] = (real[index] ?? 0) / this.size;
      imaginary[index] = (imaginary[index] ?? 0) / this.size;
    }
  }

  #swap(real: Float64Array, imaginary: Float64Array): void {
    for (let index = 0; index < this.size; index++) {
      const other = this.#reversed[index] ?? 0;
      if (other <= index) continue;
      const re = real[index] ?? 0;
      const im = imaginary[index] ?? 0;
      real[index] = real[other] ?? 0;
      imaginary[index] = imaginary[other] ?? 0;
      real[other] = re;
      imaginary[other] = im;
    }
  }

  #butterflies(real: Float64Array, imaginary: Float64Array, half: number): void {
    const stride = this.size / (2 * half);
    for (let block = 0; block < this.size; block += 2 * half) {
      for (let offset = 0; offset < half; offset++) {
        const cos = this.#cos[offset * stride] ?? 0;
        const sin = this.#sin[offset * stride] ?? 0;
        const low = block + offset;
        const high = low + half;
        const re = (real[high] ?? 0) * cos + (imaginary[high] ?? 0) * sin;
        const im = (imaginary[high] ?? 0) * cos - (real[high] ?? 0) * sin;
        real[high] = (real[low] ?? 0) - re;
        imaginary[high] = (imaginary[low] ?? 0) - im;
        real[low] = (real[low] ?? 0) + re;
        imaginary[low] = (imaginary[low] ?? 0) + im;
      }
    }
  }
}
