extension Stylesheet {
    /// What stands above and below lists.
    static let lists = """
        .list-controls { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: .75rem; }
        .search { display: flex; flex: 1 1 18rem; gap: .5rem; max-width: 30rem; }
        .filters { flex: 0 1 auto; }
        .filters[open] { flex: 1 0 100%; }
        .filter-panel {
          margin-top: .5rem; padding: 1rem 1.25rem 1.125rem; background: var(--surface); border: 1px solid var(--line);
          border-radius: var(--radius);
        }
        .filter-fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .875rem 1.25rem; align-items: end; }
        .filter-fields .pair { gap: .5rem; }
        .event-filter .filter-fields { grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); align-items: start; }
        .chips { display: flex; flex-wrap: wrap; align-items: center; gap: .375rem .75rem; margin-bottom: .875rem; font-size: .875rem; }
        .chips ul { display: flex; flex-wrap: wrap; gap: .375rem; }
        .chip {
          display: inline-flex; align-items: center; gap: .375rem; padding: .125rem .625rem; border-radius: 1rem;
          background: var(--accent-soft); color: var(--accent-strong); text-decoration: none; font-weight: 550;
        }
        .chip:hover { text-decoration: line-through; }
        .chip-label { font-weight: 400; }
        .chip .icon { font-size: .75em; }
        .pager { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; }
        .pager-links { display: flex; flex-wrap: wrap; gap: .5rem; margin-inline-start: auto; }
        .empty { padding: 2.5rem 1.5rem; text-align: center; }
        .empty-picture { width: 9rem; height: 4.5rem; }
        .dune { fill: var(--line); } .dune.far { fill: var(--neutral); } .tower { fill: var(--seal); opacity: .75; }
        .empty-title { margin-top: .75rem; font-size: 1.0625rem; font-weight: 600; }
        .empty-actions { margin-top: 1rem; }
        """
}
