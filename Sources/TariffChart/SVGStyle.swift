/// The drawing's own stylesheet: what is not a price follows the reader's choice of light or dark.
enum SVGStyle {
    static let text = """
        svg{color-scheme:light dark}\
        text{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:13px;fill:#17201c;\
        font-variant-numeric:tabular-nums}\
        .page{fill:#fff}.muted{fill:#56625d}.strong{font-weight:600}.title{font-size:22px;font-weight:650}\
        .middle{text-anchor:middle}.end{text-anchor:end}.dark{fill:#111}.light{fill:#fff}\
        .box{stroke:#17201c;stroke-opacity:.18}.off{fill:none;stroke:#7c8883;stroke-opacity:.5}\
        .on{fill:#17201c}.on+text{fill:#fff}.hour{stroke:#111;stroke-opacity:.14}.hatch{stroke:#7c8883}\
        @media (prefers-color-scheme:dark){text{fill:#edf2ef}.page{fill:#181f1c}.muted{fill:#a8b4ae}.dark{fill:#111}\
        .light{fill:#fff}.box{stroke:#edf2ef;stroke-opacity:.3}.on{fill:#edf2ef}.on+text{fill:#111}}
        """
}
