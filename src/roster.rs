//! Who must report: units by name, in groups nested as deep as the offices are.

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The units that must report.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// What all of them together are called.
    pub name: String,
    units: Vec<RosterUnit>,
    groups: Vec<Group>,
    by_name: FxHashMap<Arc<str>, usize>,
}

/// A unit that must report.
#[derive(Clone, Debug)]
pub struct RosterUnit {
    /// Its name.
    pub name: Arc<str>,
    /// The groups it is in, by their index among [`Roster::groups`], the outermost first. The first
    /// is always 0: all units.
    pub groups: Vec<usize>,
}

/// Units whose figures are added up before they are added to the rest.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: Arc<str>,
    /// The group it is in, by its index; none for all units, which is group 0.
    pub parent: Option<usize>,
}

impl Roster {
    /// A roster without units: whoever reports is welcome.
    pub fn new(name: &str) -> Roster {
        let all = Group { name: name.into(), parent: None };
        Roster { name: name.to_owned(), groups: vec![all], ..Roster::default() }
    }

    /// Adds a group inside another and gives its index.
    pub(crate) fn group(&mut self, name: &str, parent: usize) -> usize {
        self.groups.push(Group { name: name.into(), parent: Some(parent) });
        self.groups.len().saturating_sub(1)
    }

    /// Adds a unit to a group, under its name and other names it is known by; the name or other
    /// name that is taken already, when one is.
    pub(crate) fn unit<'n>(
        &mut self,
        name: &'n str,
        aliases: &'n [String],
        group: usize,
    ) -> Result<(), &'n str> {
        let mut names = core::iter::once(name).chain(aliases.iter().map(String::as_str));
        if let Some(taken) = names.find(|name| self.find(name).is_some()) {
            return Err(taken);
        }
        let index = self.units.len();
        let groups = self.path(group);
        let name: Arc<str> = name.into();
        self.by_name.insert(Arc::clone(&name), index);
        for alias in aliases {
            self.by_name.insert(alias.as_str().into(), index);
        }
        self.units.push(RosterUnit { name, groups });
        Ok(())
    }

    /// The units, in the roster's order.
    pub fn units(&self) -> &[RosterUnit] {
        &self.units
    }

    /// The groups; the first is all units.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The unit that goes by a name, white space around it aside.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name.trim()).copied()
    }

    /// A group and those it is in, the outermost first.
    pub fn path(&self, group: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut above = Some(group);
        while let Some(index) = above {
            path.insert(0, index);
            above = self.groups.get(index).and_then(|group| group.parent);
        }
        path
    }

    /// The names of a group and those it is in, without the whole.
    pub fn names(&self, group: usize) -> Vec<&str> {
        let path = self.path(group).into_iter().skip(1);
        path.filter_map(|index| self.groups.get(index)).map(|group| &*group.name).collect()
    }

    /// The group of these names, the outermost first; the whole when there are none.
    pub fn group_of<S: AsRef<str>>(&self, names: &[S]) -> Option<usize> {
        let mut at = 0;
        for name in names {
            let inside = |(_, group): &(usize, &Group)| {
                group.parent == Some(at) && *group.name == *name.as_ref()
            };
            at = self.groups.iter().enumerate().find(inside)?.0;
        }
        Some(at)
    }

    /// The units nearest to a name that none has.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        crate::words::nearest(name, self.units.iter().map(|unit| &*unit.name))
    }
}
