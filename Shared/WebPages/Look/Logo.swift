/// The product's sign: a beacon tower of the desert road, white on the red of a seal, with the road at its foot.
enum Logo {
    static let text = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" role="img" aria-label="驿站 Yizhan">
        <rect width="32" height="32" rx="7" fill="#a5331f"/>
        <path fill="#fff8ec" d="M9 6h3v2h2.5V6h3v2H20V6h3v5h-1.2l1.7 12H18.6v-4.2a2.6 2.6 0 0 0-5.2 0V23H8.5l1.7-12H9z"/>
        <path fill="none" stroke="#f0c98a" stroke-width="1.8" stroke-linecap="round" stroke-dasharray="3.4 3" \
        d="M4.5 27c4.5-2 7.5 1.4 12 0s7.5-1.3 11 0"/>
        </svg>
        """
}
